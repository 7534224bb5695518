using Microsoft.OpenApi;

namespace RawInference.Api.OpenApi;

/// <summary>The headers that a response may have.</summary>
internal static class ResponseHeaders
{
    /// <summary>What every response has, to be added to.</summary>
    public static Dictionary<string, IOpenApiHeader> Common => new()
    {
        ["x-request-id"] = Header("Id of the request: the caller's own, or the gateway's.", JsonSchemaType.String),
    };

    public static OpenApiHeader Overhead =>
        Header("Milliseconds that the gateway itself took: the whole less the wait for providers and media.", JsonSchemaType.Number);

    public static OpenApiHeader Replayed =>
        Header("`true` where the answer is that of an earlier call with the same `Idempotency-Key`.", JsonSchemaType.String);

    public static OpenApiHeader RetryAfter =>
        Header("Whole seconds to wait before another try, at least 1. Always there on 429, elsewhere where the wait is known.", JsonSchemaType.Integer);

    public static OpenApiHeader Challenge => Header("Always `Bearer`.", JsonSchemaType.String);

    private static OpenApiHeader Header(string description, JsonSchemaType type) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = type } };
}
