using System.Text.Json.Nodes;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Wire;

/// <summary>Errors as the provider words and writes them.</summary>
internal static class AnthropicErrors
{
    /// <summary>The provider's own status for too much traffic on its side.</summary>
    public const int Overloaded = 529;

    public static JsonObject Body(WireError error) => new()
    {
        ["type"] = "error",
        ["error"] = new JsonObject { ["type"] = error.Type, ["message"] = error.Message },
    };

    public static WireError Invalid(string message) =>
        new(StatusCodes.Status400BadRequest, message, TypeOf(StatusCodes.Status400BadRequest));

    /// <summary>The provider's words for a status, as a fault asks for it; its errors have a type and no code.</summary>
    public static WireError ForStatus(int status, string? code)
    {
        var message = status switch
        {
            401 => "invalid x-api-key",
            402 => "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.",
            403 => "Your API key does not have permission to use the specified resource.",
            404 => "The requested resource could not be found.",
            413 => "Request exceeds the maximum size",
            429 => "Number of request tokens has exceeded your per-minute rate limit.",
            504 => "Request timed out.",
            Overloaded => "Overloaded",
            >= 500 => "Internal server error",
            _ => "Invalid request.",
        };
        return new WireError(status, message, code ?? TypeOf(status));
    }

    public static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        409 => "conflict_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        504 => "timeout_error",
        Overloaded => "overloaded_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };
}
