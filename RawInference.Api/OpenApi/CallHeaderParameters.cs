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

    public static OpenApiParameter IdempotencyKey => Text(
        "Idempotency-Key",
        "Makes a repeated call harmless. Not available on this gateway yet: a repeated call is carried out again, which a warning in the response says.");

    private static OpenApiParameter Text(string name, string description) =>
        Header(name, description, new OpenApiSchema { Type = JsonSchemaType.String });

    private static OpenApiParameter Header(string name, string description, OpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Header, Description = description, Schema = schema };
}
