using System.Globalization;
using System.Text.Json.Nodes;
using RawInference.Emulator.Models;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Catalog;

/// <summary><c>GET models</c>, in pages, and <c>GET models/{model}</c>.</summary>
internal static class ModelsEndpoint
{
    private const int DefaultPageSize = 50;

    public static Task ListAsync(HttpContext context)
    {
        var all = GeminiProtocol.Instance.Models.All;
        var start = Number(context, "pageToken") ?? 0;
        var size = Number(context, "pageSize") ?? DefaultPageSize;
        var list = new JsonObject { ["models"] = new JsonArray([.. all.Skip(start).Take(size).Select(Describe)]) };
        if (start + size < all.Count)
        {
            list["nextPageToken"] = (start + size).ToString(CultureInfo.InvariantCulture);
        }

        return JsonReply.WriteAsync(context, list);
    }

    public static Task GetAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["model"]!;
        if (GeminiProtocol.Instance.Models.Find(name) is { } model)
        {
            return JsonReply.WriteAsync(context, (JsonObject)Describe(model));
        }

        var request = new RefusalContext("models", name, Model: null, default, context);
        throw new WireErrorException(GeminiProtocol.Instance.Refusals.Find(request)!);
    }

    private static JsonNode Describe(ModelEntry model)
    {
        var generates = model.Has("generate");
        var described = new JsonObject
        {
            ["name"] = $"models/{model.Id}",
            ["version"] = model.Snapshot == model.Id ? "001" : model.Snapshot[(model.Id.Length + 1)..],
            ["displayName"] = model.Row.Text("name"),
            ["inputTokenLimit"] = model.Context,
            ["outputTokenLimit"] = generates ? model.Output : 1,
            ["supportedGenerationMethods"] = generates
                ? new JsonArray("generateContent", "countTokens")
                : new JsonArray("embedContent", "countTextTokens", "countTokens"),
        };
        if (generates)
        {
            (described["temperature"], described["topP"], described["topK"], described["maxTemperature"]) = (1, 0.95, 64, 2);
        }

        if (model.Has("thinking"))
        {
            described["thinking"] = true;
        }

        return described;
    }

    private static int? Number(HttpContext context, string name) =>
        int.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
