package dev.countinghouse.app.rest.project;

import dev.countinghouse.app.directory.Project;
import org.mapstruct.Mapper;
import org.mapstruct.MappingConstants;

@Mapper(componentModel = MappingConstants.ComponentModel.JAKARTA_CDI, implementationName = "Generated<CLASS_NAME>")
interface ProjectMapper {

    ProjectBody body(Project project);
}
