using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RawInference.Emulator.OpenAI.Wire;

/// <summary>Reads a body, JSON or form, as one JSON object, so that one table of refusals serves both.</summary>
internal static class RequestBody
{
    private const int MaxDepth = 256;

    /// <summary>The provider's limit for an upload, in bytes.</summary>
    public const long MaxUploadBytes = 26_214_400;

    public static async Task<JsonElement> ReadAsync(HttpContext context) =>
        context.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true
            ? await ReadFormAsync(context)
            : await ReadJsonAsync(context);

    private static async Task<JsonElement> ReadJsonAsync(HttpContext context)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(
                context.Request.Body, new JsonDocumentOptions { MaxDepth = MaxDepth }, context.RequestAborted);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document.RootElement.Clone();
            }
        }
        catch (JsonException)
        {
            // The provider's words say no more than that either.
        }

        throw new OpenAIErrorException(OpenAIError.Invalid(
            "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. "
            + "The OpenAI API expects a JSON payload, but what was sent was not valid JSON. If you have trouble figuring out how to fix this, "
            + "please contact us through our help center at help.openai.com.)",
            param: null,
            code: null));
    }

    private static async Task<JsonElement> ReadFormAsync(HttpContext context)
    {
        if (context.Request.Body.Length > MaxUploadBytes)
        {
            throw new OpenAIErrorException(new OpenAIError(
                StatusCodes.Status413PayloadTooLarge,
                $"Maximum content size limit ({MaxUploadBytes}) exceeded ({context.Request.Body.Length} bytes read)",
                "server_error",
                Param: null,
                Code: null));
        }

        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (InvalidDataException)
        {
            throw new OpenAIErrorException(OpenAIError.Invalid("Could not parse multipart form", param: null, code: null));
        }

        var body = new JsonObject();
        foreach (var (name, values) in form)
        {
            body[name.Replace("[]", "", StringComparison.Ordinal)] = name.EndsWith("[]", StringComparison.Ordinal)
                ? new JsonArray([.. values.Select(value => (JsonNode?)value)])
                : Value(name, values.ToString());
        }

        foreach (var file in form.Files)
        {
            body[file.Name] = new JsonObject { ["filename"] = file.FileName, ["bytes"] = file.Length };
        }

        return JsonSerializer.SerializeToElement(body);
    }

    private static JsonNode Value(string name, string text) => name switch
    {
        "temperature" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        "stream" when bool.TryParse(text, out var flag) => flag,
        _ => text,
    };
}
