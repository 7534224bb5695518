using Microsoft.AspNetCore.OpenApi;
using Scalar.AspNetCore;

namespace RawInference.Api.OpenApi;

/// <summary>The description of the HTTP interface, for programs and for people. Both are open: they tell nothing about a caller.</summary>
internal static class ApiDocumentRegistration
{
    public const string DocumentRoute = "/openapi/v1.json";
    public const string PageRoute = "/docs";

    public static IServiceCollection AddApiDocument(this IServiceCollection services)
    {
        services.AddSingleton<ApiDocument>();
        return services.AddOpenApi(ApiDocument.Name, Configure);
    }

    public static IEndpointRouteBuilder MapApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(DocumentRoute, async (ApiDocument document) => Results.Bytes(await document.ToJsonAsync(), "application/json; charset=utf-8"))
            .ExcludeFromDescription()
            .AllowAnonymous();
        routes.MapScalarApiReference(PageRoute, ConfigurePage).AllowAnonymous();
        return routes;
    }

    private static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = ApiDocument.Version;
        options.AddOperationTransformer<InferOperationTransformer>();
        options.AddOperationTransformer<ListModelsOperationTransformer>();
        options.AddOperationTransformer<ListProvidersOperationTransformer>();
        options.AddOperationTransformer<AdminOperationTransformer>();
        options.AddOperationTransformer<ClearCacheOperationTransformer>();
        options.AddDocumentTransformer<InfoTransformer>();
        options.AddDocumentTransformer<HealthTransformer>();
        options.AddDocumentTransformer<SchemaTransformer>();
    }

    /// <summary>Everything the page loads comes from this process: no CDN, no fonts, no telemetry, no services of its vendor.</summary>
    private static void ConfigurePage(ScalarOptions page)
    {
        page.Title = "RawInference";
        page.OpenApiRoutePattern = DocumentRoute;
        page.ProxyUrl = ""; // Left unset, calls tried from the page could go through its vendor's proxy, with their keys.
        page.DefaultFonts = false;
        page.HideClientButton = true;
        page.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        page.DisableTelemetry();
        page.DisableAgent();
        page.DisableMcp();
    }
}
