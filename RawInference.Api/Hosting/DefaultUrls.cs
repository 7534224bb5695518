namespace RawInference.Api.Hosting;

/// <summary>Where the Api listens when nobody says.</summary>
internal static class DefaultUrls
{
    private const string Url = "http://localhost:5080";

    /// <summary>Any of the framework's own ways to say it wins: <c>--urls</c>, <c>ASPNETCORE_URLS</c>, <c>HTTP_PORTS</c>, Kestrel's endpoints.</summary>
    public static void UseDefaultUrls(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (configuration["urls"] is null
            && configuration["http_ports"] is null
            && configuration["https_ports"] is null
            && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(Url);
        }
    }
}
