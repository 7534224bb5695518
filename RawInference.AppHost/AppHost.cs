using RawInference.AppHost;

var builder = DistributedApplication.CreateBuilder(args);

builder.AddDockerComposeEnvironment("compose");

// Two servers: state must never be evicted, the cache always may.
var state = builder.AddRedisStore("state", RedisStoreSettings.State);
var cache = builder.AddRedisStore("cache", RedisStoreSettings.Cache);

builder.AddProject<Projects.RawInference_Api>("api")
    .WithReference(state)
    .WithReference(cache)
    .WaitFor(state)
    .WaitFor(cache)
    .WithProviderKey("openai")
    .WithRedactedUrlQueries()
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", (EndpointReference _) => new ResourceUrlAnnotation { Url = "/docs", DisplayText = "API documentation" });

builder.Build().Run();
