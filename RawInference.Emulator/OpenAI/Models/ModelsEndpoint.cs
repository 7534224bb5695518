using System.Text.Json.Nodes;
using RawInference.Emulator.Models;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Models;

/// <summary><c>GET /v1/models</c> and <c>GET /v1/models/{id}</c>.</summary>
internal static class ModelsEndpoint
{
    public static Task ListAsync(HttpContext context)
    {
        var models = OpenAIProtocol.Instance.Models.All
            .SelectMany(model => new[] { model.Id, model.Snapshot }.Distinct().Select(name => Describe(name, model)));
        return JsonReply.WriteAsync(context, new JsonObject { ["object"] = "list", ["data"] = new JsonArray([.. models]) });
    }

    public static Task GetAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["id"]!;
        if (OpenAIProtocol.Instance.Models.Find(name) is { } model)
        {
            return JsonReply.WriteAsync(context, Describe(name, model));
        }

        var request = new RefusalContext("models", name, Model: null, default, context);
        throw new WireErrorException(OpenAIProtocol.Instance.Refusals.Find(request)!);
    }

    private static JsonObject Describe(string name, ModelEntry model) => new()
    {
        ["id"] = name,
        ["object"] = "model",
        ["created"] = model.Row.GetProperty("created").GetInt64(),
        ["owned_by"] = "system",
    };
}
