using Microsoft.OpenApi;

namespace RawInference.Api.OpenApi;

/// <summary>The headers that a call may send.</summary>
internal static class CallHeaderParameters
{
    public static OpenApiParameter Namespace => Text(
        "X-Namespace",
        "The namespace that the call works in, by its id (`ns_…`) or name. Needed unless the key has one namespace, or a default one.");

    public static OpenApiParameter RequestId => Text(
        "X-Request-Id",
        "The caller's own id of the request, for its logs and the gateway's: 1 to 128 letters, digits, `-`, `_`, `.` and `:`. "
        + "Without a fit one the gateway makes one up. The response's `x-request-id` has it.");

    public static OpenApiParameter Deadline => Header(
        "X-Request-Deadline",
        "Milliseconds that are left for the whole call.",
        new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1" });

    public static OpenApiParameter IdempotencyKey => Header(
        "Idempotency-Key",
        "Makes a repeated call harmless: within 24 hours (the gateway's setting) the same call with the same key gets the same answer, its events included, "
        + "without being carried out or charged again. While the first is being carried out a repetition is a 409, and another request with the key a 422. "
        + "A key is of one API key and namespace. A call that failed before its first event may be repeated with its key. "
        + "Such a call goes on when its caller leaves.",
        new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 255, Pattern = "^[!-~]+$" });

    private static OpenApiParameter Text(string name, string description) =>
        Header(name, description, new OpenApiSchema { Type = JsonSchemaType.String });

    private static OpenApiParameter Header(string name, string description, OpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Header, Description = description, Schema = schema };
}
