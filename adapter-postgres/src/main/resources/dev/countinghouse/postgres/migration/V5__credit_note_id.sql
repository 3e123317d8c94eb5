-- Ids of credit notes, chosen by whoever asks for one, so that a call that is repeated gives nothing back twice.

alter table credit_note add column credit_note_id text collate "C";

-- what was issued before goes by its number as people write it, also for a program that reads its document
alter table credit_note no force row level security;
update credit_note
   set credit_note_id = series || '-' || lpad(number::text, greatest(6, length(number::text)), '0');
alter table credit_note force row level security;

alter table credit_note alter column credit_note_id set not null;
create unique index credit_note_id_once on credit_note (account_id, credit_note_id);

comment on column credit_note.credit_note_id is 'Chosen by the caller: names the wish, where the number names the document';
