using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Models;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Models;

/// <summary><c>GET /v1/models</c>, page by page, and <c>GET /v1/models/{id}</c>.</summary>
internal static class ModelsEndpoint
{
    private const int DefaultLimit = 20;

    public static Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var body = JsonSerializer.SerializeToElement(new { limit = int.TryParse(query["limit"], out var asked) ? asked : DefaultLimit });
        Refuse(new RefusalContext("models", ModelName: null, Model: null, body, context));
        var limit = body.Integer("limit")!.Value;
        var all = AnthropicProtocol.Instance.Models.All;
        var after = Index(all, query["after_id"].ToString());
        var before = Index(all, query["before_id"].ToString());
        var (start, end) = before is { } last ? (Math.Max(0, last - limit), last) : (after + 1 ?? 0, Math.Min(all.Count, (after + 1 ?? 0) + limit));
        var page = all.Skip(start).Take(end - start).ToArray();
        return JsonReply.WriteAsync(context, new JsonObject
        {
            ["data"] = new JsonArray([.. page.Select(Describe)]),
            ["has_more"] = before is null ? end < all.Count : start > 0,
            ["first_id"] = page.FirstOrDefault()?.Snapshot,
            ["last_id"] = page.LastOrDefault()?.Snapshot,
        });
    }

    public static Task GetAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["id"]!;
        var model = AnthropicProtocol.Instance.Models.Find(name);
        Refuse(new RefusalContext("models", name, model, default, context));
        return JsonReply.WriteAsync(context, Describe(model!));
    }

    private static void Refuse(RefusalContext request)
    {
        if (AnthropicProtocol.Instance.Refusals.Find(request) is { } refusal)
        {
            throw new WireErrorException(refusal);
        }
    }

    private static int? Index(IReadOnlyList<ModelEntry> all, string id) =>
        Enumerable.Range(0, all.Count).Where(index => all[index].Snapshot == id).Select(index => (int?)index).FirstOrDefault();

    private static JsonObject Describe(ModelEntry model) => new()
    {
        ["type"] = "model",
        ["id"] = model.Snapshot,
        ["display_name"] = model.Row.Text("display_name"),
        ["created_at"] = $"{model.Row.Text("released")}T00:00:00Z",
        ["max_input_tokens"] = model.Context,
        ["max_tokens"] = model.Output,
        ["capabilities"] = null,
        ["line"] = model.Id.Split('-')[1],

        // What the emulator has, it serves; it knows no dates of retirement.
        ["lifecycle"] = "active",
        ["deprecated_at"] = null,
        ["retires_at"] = null,
    };
}
