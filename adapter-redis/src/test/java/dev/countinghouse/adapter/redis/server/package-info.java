/** A real Redis for tests. */
package dev.countinghouse.adapter.redis.server;
