using System.Text.Json;

namespace RawInference.Emulator.Wire;

/// <summary>Reads a body that must be a JSON object.</summary>
internal static class JsonBody
{
    private const int MaxDepth = 256;

    public static async Task<JsonElement> ReadAsync(HttpContext context, Protocol protocol)
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
            // The providers' words say no more than that either.
        }

        throw new WireErrorException(protocol.UnreadableBody);
    }
}
