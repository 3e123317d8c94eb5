-- So that the service can tell at its start whether it fits.

grant select on "${flyway:table}" to countinghouse_service;
