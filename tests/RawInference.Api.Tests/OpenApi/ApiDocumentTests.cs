using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using RawInference.Api.OpenApi;

namespace RawInference.Api.Tests.OpenApi;

public class ApiDocumentTests(DocumentHost host)
{
    [Fact]
    public void Document_IsOpenApi31WithoutErrors()
    {
        var result = OpenApiDocument.Parse(host.Text, "json");

        Assert.StartsWith("3.1.", host.Document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(result.Diagnostic!.Errors);
        Assert.Empty(result.Diagnostic.Warnings);
    }

    [Fact]
    public void Info_NamesTheProductItsVersionAndItsLicence()
    {
        var info = host.Document["info"]!;
        var version = typeof(ApiDocumentRegistration).Assembly.GetName().Version!;

        Assert.Equal("RawInference", info["title"]!.GetValue<string>());
        Assert.Equal(version.ToString(3), info["version"]!.GetValue<string>());
        Assert.Equal("MIT", info["license"]!["identifier"]!.GetValue<string>());
        Assert.False(string.IsNullOrWhiteSpace(info["description"]!.GetValue<string>()));
    }

    [Fact]
    public void Server_IsTheOneThatServesTheDocument() =>
        Assert.Equal("/", Assert.Single(host.Document["servers"]!.AsArray())!["url"]!.GetValue<string>());

    [Fact]
    public void EveryOperation_WantsAKey_ExceptHealth()
    {
        var scheme = Assert.Single(host.Document["components"]!["securitySchemes"]!.AsObject());
        Assert.Equal("bearer", scheme.Value!["scheme"]!.GetValue<string>());
        Assert.Equal(scheme.Key, Assert.Single(Assert.Single(host.Document["security"]!.AsArray())!.AsObject()).Key);

        foreach (var (path, _, operation) in Operations())
        {
            if (path.StartsWith("/v1/", StringComparison.Ordinal))
            {
                Assert.Null(operation["security"]);
            }
            else
            {
                Assert.Empty(operation["security"]!.AsArray());
            }
        }
    }

    [Fact]
    public void EveryRoute_IsDescribed_AndNoOther()
    {
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Select(method => $"{method} {endpoint.RoutePattern.RawText}"))
            .Concat(["GET /health", "GET /alive"]);

        Assert.Equal(routes.Order(), Operations().Select(operation => $"{operation.Method.ToUpperInvariant()} {operation.Path}").Order());
    }

    [Fact]
    public void OperationIds_AreThereAndDiffer()
    {
        var ids = Operations().Select(operation => operation.Operation["operationId"]!.GetValue<string>()).ToArray();

        Assert.Equal(ids.Distinct(), ids);
        Assert.Contains("infer", ids);
        Assert.Contains("listModels", ids);
    }

    [Fact]
    public void EveryReference_HasItsSchema()
    {
        var schemas = host.Document["components"]!["schemas"]!.AsObject();

        Assert.All(References(host.Document), reference => Assert.True(schemas.ContainsKey(reference.Split('/')[^1]), reference));
    }

    [Fact]
    public void Schemas_AreServedAsTheyAreWritten()
    {
        var served = host.Document["components"]!["schemas"]!.AsObject();
        var written = EmbeddedJson.Read(SchemaTransformer.Folder).ToArray();

        Assert.NotEmpty(written);
        Assert.All(written, schema => Assert.True(JsonNode.DeepEquals(schema.Value, served[schema.Key]), $"{schema.Key}: {served[schema.Key]}"));
    }

    [Fact]
    public void Inference_TakesJsonAndFiles()
    {
        var content = Infer["requestBody"]!["content"]!;
        var parts = content["multipart/form-data"]!["schema"]!["properties"]!.AsObject().Select(part => part.Key);

        Assert.EndsWith("/InferenceRequest", content["application/json"]!["schema"]!["$ref"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["request", "image", "audio", "video", "file"], parts);
    }

    [Fact]
    public void Inference_TakesTheContractsHeaders() => Assert.Equal(
        ["X-Namespace", "X-Request-Id", "X-Request-Deadline", "Idempotency-Key"],
        Infer["parameters"]!.AsArray().Select(parameter => parameter!["name"]!.GetValue<string>()));

    [Fact]
    public void Inference_AnswersEveryStatusOfTheContract()
    {
        var responses = Infer["responses"]!.AsObject();

        Assert.Equal(
            ["200", "400", "401", "402", "403", "404", "409", "413", "415", "422", "429", "500", "503", "504"],
            responses.Select(response => response.Key).Order());
        Assert.Equal(["application/json", "text/event-stream"], responses["200"]!["content"]!.AsObject().Select(content => content.Key));
        Assert.All(["402", "429"], status => Assert.NotNull(responses[status]!["headers"]!["Retry-After"]));
        Assert.All(["200", "402", "429"], status => Assert.Superset(
            new HashSet<string> { "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-RateLimit-Window", "RateLimit", "RateLimit-Policy" },
            responses[status]!["headers"]!.AsObject().Select(header => header.Key).ToHashSet()));
        Assert.All(responses, response => Assert.NotNull(response.Value!["headers"]!["x-request-id"]));
        Assert.All(responses.Where(response => response.Key != "200"), response => Assert.EndsWith(
            "/Problem",
            response.Value!["content"]!["application/problem+json"]!["schema"]!["$ref"]!.GetValue<string>(),
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task Document_NeedsNoKey_WhereTheRoutesDo()
    {
        using var document = await host.Client.GetAsync(ApiDocumentRegistration.DocumentRoute, TestContext.Current.CancellationToken);
        using var models = await host.Client.GetAsync("/v1/models", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, document.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, models.StatusCode);
    }

    [Fact]
    public async Task Document_IsWrittenOnce()
    {
        var document = host.Services.GetRequiredService<ApiDocument>();

        Assert.Same(await document.ToJsonAsync(), await document.ToJsonAsync());
    }

    private JsonNode Infer => host.Document["paths"]!["/v1/inference"]!["post"]!;

    private IEnumerable<(string Path, string Method, JsonNode Operation)> Operations() => host.Document["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject().Select(operation => (path.Key, operation.Key, operation.Value!)));

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => member is { Key: "$ref", Value: JsonValue value } ? [value.GetValue<string>()] : References(member.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
