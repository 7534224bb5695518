using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Wire;

/// <summary>Reads a form as one JSON object, so that one table of refusals serves it and JSON bodies.</summary>
internal static class FormBody
{
    /// <summary>The provider's limit for a recording, in bytes; images have theirs in the rows.</summary>
    public const long MaxUploadBytes = 26_214_400;

    public static bool IsForm(HttpContext context) =>
        context.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true;

    public static async Task<JsonElement> ReadAsync(HttpContext context)
    {
        if (context.Request.Body.Length > MaxUploadBytes && context.Request.Path.StartsWithSegments("/v1/audio"))
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
            var description = new JsonObject { ["filename"] = file.FileName, ["bytes"] = file.Length };
            if (file.Name.EndsWith("[]", StringComparison.Ordinal))
            {
                var list = file.Name[..^2];
                (body[list] as JsonArray ?? (JsonArray)(body[list] = new JsonArray())).Add(description);
            }
            else
            {
                body[file.Name] = description;
            }
        }

        return JsonSerializer.SerializeToElement(body);
    }

    private static JsonNode Value(string name, string text) => name switch
    {
        "temperature" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        "n" or "output_compression" or "partial_images"
            when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        "stream" when bool.TryParse(text, out var flag) => flag,
        _ => text,
    };
}
