package dev.countinghouse.app.rest.endpoint;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countinghouse.billing.domain.notification.Channel;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Channel")
public enum ChannelBody {
    @JsonProperty("webhook")
    WEBHOOK,
    @JsonProperty("slack")
    SLACK,
    @JsonProperty("email")
    EMAIL;

    static ChannelBody of(Channel channel) {
        return valueOf(channel.name());
    }

    Channel domain() {
        return Channel.valueOf(name());
    }
}
