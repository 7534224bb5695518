using System.Text.Json.Nodes;

namespace RawInference.Emulator.OpenAI.Wire;

/// <summary>An error as the provider words it.</summary>
internal sealed record OpenAIError(int Status, string Message, string Type, string? Param, string? Code)
{
    public JsonObject ToJson() => new()
    {
        ["error"] = new JsonObject
        {
            ["message"] = Message,
            ["type"] = Type,
            ["param"] = Param,
            ["code"] = Code,
        },
    };

    /// <summary>An error of the emulator itself: what was asked is beyond it, not beyond the provider.</summary>
    public static OpenAIError OfEmulator(string message, string code) =>
        new(StatusCodes.Status400BadRequest, message, "emulator_error", Param: null, code);

    public static OpenAIError Invalid(string message, string? param, string? code) =>
        new(StatusCodes.Status400BadRequest, message, "invalid_request_error", param, code);

    /// <summary>The provider's words for a status, as a fault asks for it.</summary>
    public static OpenAIError ForStatus(int status, string? code) => status switch
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
