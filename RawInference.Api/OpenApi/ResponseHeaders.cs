using Microsoft.OpenApi;
using RawInference.Api.Hosting;

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

    public static OpenApiHeader Cache => Header(
        "What the response cache did, where the call, its alias or the gateway turned it on: `HIT`; `MISS`; `BYPASS`, it could not be used; "
        + "`REFRESH`, it was not looked up and the answer replaces what was there.",
        JsonSchemaType.String);

    public static OpenApiHeader RetryAfter =>
        Header("Whole seconds to wait before another try, at least 1. Always there on 429, elsewhere where the wait is known.", JsonSchemaType.Integer);

    public static OpenApiHeader NoStore => Header("Always `no-store`.", JsonSchemaType.String);

    /// <summary>Where the caller's limits stand.</summary>
    private static Dictionary<string, OpenApiHeader> Limits => new()
    {
        [LimitHeaders.Limit] = Header("The most requests within the window, of the tightest limit of requests; of tokens where there is none of requests. None of these headers is there without limits, or where they were not asked.", JsonSchemaType.Integer),
        [LimitHeaders.Remaining] = Header("What is left of it.", JsonSchemaType.Integer),
        [LimitHeaders.Reset] = Header("When the whole of it is there again if nothing more is used, in seconds since 1970.", JsonSchemaType.Integer),
        [LimitHeaders.Window] = Header("The length of its window in seconds.", JsonSchemaType.Integer),
        [LimitHeaders.Policies] = Header("Every limit of requests and tokens: `\"key-requests\";q=100;w=60` is 100 within 60 seconds.", JsonSchemaType.String),
        [LimitHeaders.States] = Header("Where each stands: `\"key-requests\";r=50;t=30` has 50 left, and all of them in 30 seconds.", JsonSchemaType.String),
    };

    public static OpenApiHeader Challenge => Header("Always `Bearer`.", JsonSchemaType.String);

    public static void AddLimits(IDictionary<string, IOpenApiHeader> headers)
    {
        foreach (var (name, header) in Limits)
        {
            headers[name] = header;
        }
    }

    private static OpenApiHeader Header(string description, JsonSchemaType type) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = type } };
}
