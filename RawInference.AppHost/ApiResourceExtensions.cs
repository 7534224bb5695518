namespace RawInference.AppHost;

/// <summary>What the Api's process is given.</summary>
internal static class ApiResourceExtensions
{
    private static readonly string[] RedactionSwitches =
    [
        "OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION",
        "OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION",
    ];

    /// <summary>
    /// Hands over the provider's key where <c>Parameters:{provider}-api-key</c> is configured. Without one the provider is
    /// left to the Api's own configuration: a missing key must not keep everything else from starting.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithProviderKey(this IResourceBuilder<ProjectResource> api, string provider)
    {
        var name = $"{provider}-api-key";
        var configuration = api.ApplicationBuilder.Configuration;
        if (string.IsNullOrEmpty(configuration[$"Parameters:{name}"]))
        {
            return api;
        }

        var key = api.ApplicationBuilder.AddParameter(name, secret: true).WithDescription($"The account's key at the provider '{provider}'.");
        return api.WithEnvironment($"RawInference__Providers__{provider}__ApiKey", key);
    }

    /// <summary>Aspire shows URL queries in traces; the queries of presigned media URLs are secrets.</summary>
    public static IResourceBuilder<ProjectResource> WithRedactedUrlQueries(this IResourceBuilder<ProjectResource> api)
    {
        foreach (var name in RedactionSwitches)
        {
            api.WithEnvironment(name, "false");
        }

        return api;
    }
}
