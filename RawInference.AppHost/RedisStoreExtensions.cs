using Microsoft.Extensions.DependencyInjection;

namespace RawInference.AppHost;

/// <summary>Adds servers that speak Redis' protocol, in whichever way the machine allows.</summary>
internal static class RedisStoreExtensions
{
    /// <summary>
    /// Adds one store. <c>{name}:Mode</c> says how it runs locally: <c>Container</c> (by default), <c>Executable</c> (the
    /// <c>redis-server</c> on PATH, or <c>{name}:Command</c>) or <c>External</c> (<c>ConnectionStrings:{name}</c>).
    /// All give their users the same connection string. Publishing always uses the container.
    /// </summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddRedisStore(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string[] settings)
    {
        var mode = builder.ExecutionContext.IsPublishMode ? "Container" : builder.Configuration[$"{name}:Mode"] ?? "Container";
        return mode.ToUpperInvariant() switch
        {
            "CONTAINER" => builder.AddRedis(name).WithDataVolume().WithServerSettings(settings),
            "EXECUTABLE" => builder.AddRedisExecutable(name, settings),
            "EXTERNAL" => builder.AddConnectionString(name),
            _ => throw new DistributedApplicationException($"{name}:Mode '{mode}' is not one of Container, Executable, External."),
        };
    }

    private static IResourceBuilder<RedisResource> WithServerSettings(this IResourceBuilder<RedisResource> redis, string[] settings) =>
        redis.WithArgs(context =>
        {
            if (context.ExecutionContext.IsRunMode)
            {
                foreach (var setting in settings)
                {
                    context.Args.Add(setting);
                }
            }
            else
            {
                // Published, the container runs `sh -c "redis-server …"`: its last argument is the whole command.
                context.Args[^1] = $"{context.Args[^1]} {string.Join(' ', settings)}";
            }
        });

    private static IResourceBuilder<RedisExecutableResource> AddRedisExecutable(
        this IDistributedApplicationBuilder builder,
        string name,
        string[] settings)
    {
        var data = Directory.CreateDirectory(Path.Combine(builder.AppHostDirectory, "..", "artifacts", "redis", name)).FullName;
        var resource = new RedisExecutableResource(name, builder.Configuration[$"{name}:Command"] ?? "redis-server", data);

        string? connectionString = null;
        builder.Eventing.Subscribe<ConnectionStringAvailableEvent>(
            resource,
            async (_, cancellationToken) => connectionString = await resource.ConnectionStringExpression.GetValueAsync(cancellationToken));

        var healthCheck = $"{name}_check";
        builder.Services.AddHealthChecks().AddRedis(
            _ => connectionString ?? throw new InvalidOperationException("The connection string is not available yet."),
            name: healthCheck);

        return builder.AddResource(resource)
            .WithEndpoint(name: RedisExecutableResource.PrimaryEndpointName, scheme: "redis")
            .WithArgs("--port", resource.PrimaryEndpoint.Property(EndpointProperty.TargetPort))
            .WithArgs("--bind", "127.0.0.1", "--save", "")
            .WithArgs(settings)
            .WithHealthCheck(healthCheck)
            .WithIconName("Database")
            .ExcludeFromManifest();
    }
}
