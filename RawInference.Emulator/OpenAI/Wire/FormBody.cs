using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Wire;

/// <summary>Reads a form as one JSON object, so that one table of refusals serves it and JSON bodies.</summary>
internal static class FormBody
{
    /// <summary>The provider's limit for an upload, in bytes.</summary>
    public const long MaxUploadBytes = 26_214_400;

    public static bool IsForm(HttpContext context) =>
        context.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true;

    public static async Task<JsonElement> ReadAsync(HttpContext context)
    {
        if (context.Request.Body.Length > MaxUploadBytes)
        {
            throw new WireErrorException(new WireError(
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
            throw new WireErrorException(OpenAIErrors.Invalid("Could not parse multipart form", param: null, code: null));
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
