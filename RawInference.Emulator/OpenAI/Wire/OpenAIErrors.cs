using System.Text.Json.Nodes;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Wire;

/// <summary>Errors as the provider words and writes them.</summary>
internal static class OpenAIErrors
{
    public static JsonObject Body(WireError error) => new()
    {
        ["error"] = new JsonObject
        {
            ["message"] = error.Message,
            ["type"] = error.Type,
            ["param"] = error.Param,
            ["code"] = error.Code,
        },
    };

    public static WireError Invalid(string message, string? param, string? code) =>
        new(StatusCodes.Status400BadRequest, message, "invalid_request_error", param, code);

    /// <summary>The provider's words for a status, as a fault asks for it.</summary>
    public static WireError ForStatus(int status, string? code) => status switch
    {
        400 => new(status, "Invalid request.", "invalid_request_error", null, code),
        401 => new(status, "Incorrect API key provided.", "invalid_request_error", null, code ?? "invalid_api_key"),
        403 => new(status, "You are not allowed to sample from this model.", "invalid_request_error", null, code),
        404 => new(status, "The model does not exist or you do not have access to it.", "invalid_request_error", null, code ?? "model_not_found"),
        429 when code == "insufficient_quota" => new(
            status, "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota", null, code),
        429 => new(status, "Rate limit reached for requests.", "requests", null, code ?? "rate_limit_exceeded"),
        >= 500 => new(status, "The server had an error while processing your request. Sorry about that!", "server_error", null, code),
        _ => new(status, "The request failed.", "invalid_request_error", null, code),
    };
}
