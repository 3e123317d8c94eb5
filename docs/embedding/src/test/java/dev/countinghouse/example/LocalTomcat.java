package dev.countinghouse.example;

import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** A servlet container in this process, at a port that is free. */
final class LocalTomcat {

    private final Tomcat tomcat = new Tomcat();

    LocalTomcat(Path folder, ServletContainerInitializer program) throws IOException, LifecycleException {
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.setSilent(true);
        Context context = tomcat.addContext("", folder.toString());
        context.addServletContainerInitializer(program, Set.of());
        tomcat.getConnector();
        tomcat.start();
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
