using System.Text.Json.Nodes;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Wire;

/// <summary>
/// Errors as the provider words and writes them. An error's type is its <c>status</c>, its code the reason in its details,
/// its param the fields that are at fault, one a line as in the message.
/// </summary>
internal static class GoogleErrors
{
    private const string MinuteQuota = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";
    private const string RetryDelay = "17s";

    public static WireError Invalid(string message) => new(StatusCodes.Status400BadRequest, message, "INVALID_ARGUMENT");

    public static JsonObject Body(WireError error, string service)
    {
        var body = new JsonObject { ["code"] = error.Status, ["message"] = error.Message, ["status"] = error.Type };
        if (Details(error, service) is { Length: > 0 } details)
        {
            body["details"] = new JsonArray(details);
        }

        return new JsonObject { ["error"] = body };
    }

    /// <summary>
    /// The provider's words for a status, as a fault asks for it. A fault's <c>code</c> on 429 names the quota that is exhausted,
    /// and behind a slash the delay that is advised: <c>code:GenerateRequestsPerDayPerProjectPerModel-FreeTier/2s</c>.
    /// </summary>
    public static WireError ForStatus(int status, string? code) => status switch
    {
        400 => new(status, "Request contains an invalid argument.", "INVALID_ARGUMENT", Param: null, code),
        401 => new(status, Unauthenticated, "UNAUTHENTICATED", Param: null, code),
        403 => new(status, "The caller does not have permission", "PERMISSION_DENIED", Param: null, code),
        404 => new(status, "Requested entity was not found.", "NOT_FOUND", Param: null, code),
        429 => new(
            status,
            "You exceeded your current quota, please check your plan and billing details. For more information on this error, "
            + $"head to: https://ai.google.dev/gemini-api/docs/rate-limits.\nPlease retry in {Quota(code).Delay}.",
            "RESOURCE_EXHAUSTED",
            Param: null,
            code),
        499 => new(status, "The operation was cancelled.", "CANCELLED", Param: null, code),
        503 => new(status, "The model is overloaded. Please try again later.", "UNAVAILABLE", Param: null, code),
        504 => new(status, "Deadline expired before operation could complete.", "DEADLINE_EXCEEDED", Param: null, code),
        >= 500 => new(
            status,
            "An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting",
            "INTERNAL",
            Param: null,
            code),
        _ => new(status, "The request failed.", "UNKNOWN", Param: null, code),
    };

    public const string Unauthenticated =
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. "
        + "See https://developers.google.com/identity/sign-in/web/devconsole-project.";

    private static JsonNode[] Details(WireError error, string service) => error switch
    {
        { Status: StatusCodes.Status429TooManyRequests } => QuotaDetails(error.Code, service),
        { Param: { } fields } => [FieldDetails(error.Message, fields)],
        { Code: { } reason } => [ReasonDetails(reason, service), .. Localized(error)],
        _ => [],
    };

    private static JsonObject ReasonDetails(string reason, string service) => new()
    {
        ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo",
        ["reason"] = reason,
        ["domain"] = "googleapis.com",
        ["metadata"] = new JsonObject { ["service"] = service },
    };

    private static JsonNode[] Localized(WireError error) => error.Code != "API_KEY_INVALID" ? [] :
    [
        new JsonObject
        {
            ["@type"] = "type.googleapis.com/google.rpc.LocalizedMessage",
            ["locale"] = "en-US",
            ["message"] = error.Message,
        },
    ];

    private static JsonObject FieldDetails(string message, string fields)
    {
        var violations = message.Split('\n').Zip(fields.Split('\n'), (description, field) => field.Length == 0
            ? new JsonObject { ["description"] = description }
            : new JsonObject { ["field"] = field, ["description"] = description });
        return new JsonObject
        {
            ["@type"] = "type.googleapis.com/google.rpc.BadRequest",
            ["fieldViolations"] = new JsonArray([.. violations]),
        };
    }

    private static JsonNode[] QuotaDetails(string? code, string service)
    {
        var (quota, delay) = Quota(code);
        return
        [
            new JsonObject
            {
                ["@type"] = "type.googleapis.com/google.rpc.Help",
                ["links"] = new JsonArray(new JsonObject
                {
                    ["description"] = "Learn more about Gemini API quotas",
                    ["url"] = "https://ai.google.dev/gemini-api/docs/rate-limits",
                }),
            },
            new JsonObject
            {
                ["@type"] = "type.googleapis.com/google.rpc.QuotaFailure",
                ["violations"] = new JsonArray(new JsonObject
                {
                    ["quotaMetric"] = $"{service}/generate_content_free_tier_requests",
                    ["quotaId"] = quota,
                    ["quotaDimensions"] = new JsonObject { ["location"] = "global" },
                }),
            },
            new JsonObject { ["@type"] = "type.googleapis.com/google.rpc.RetryInfo", ["retryDelay"] = delay },
        ];
    }

    private static (string Id, string Delay) Quota(string? code) => code?.Split('/') switch
    {
        [var id, var delay] => (id.Length == 0 ? MinuteQuota : id, delay),
        [var id] => (id, RetryDelay),
        _ => (MinuteQuota, RetryDelay),
    };
}
