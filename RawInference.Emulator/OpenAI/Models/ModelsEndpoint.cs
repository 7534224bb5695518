using System.Text.Json.Nodes;
using RawInference.Emulator.OpenAI.Refusals;
using RawInference.Emulator.OpenAI.Wire;

namespace RawInference.Emulator.OpenAI.Models;

/// <summary><c>GET /v1/models</c> and <c>GET /v1/models/{id}</c>.</summary>
internal static class ModelsEndpoint
{
    public static Task ListAsync(HttpContext context)
    {
        var models = ModelTable.All.SelectMany(model => new[] { model.Id, model.Snapshot }.Distinct().Select(name => Describe(name, model)));
        return WriteAsync(context, new JsonObject { ["object"] = "list", ["data"] = new JsonArray([.. models]) });
    }

    public static Task GetAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["id"]!;
        if (ModelTable.Find(name) is { } model)
        {
            return WriteAsync(context, Describe(name, model));
        }

        var request = new RefusalContext("models", name, Model: null, default, context);
        throw new OpenAIErrorException(RefusalTable.Find(request)!);
    }

    private static JsonObject Describe(string name, ModelEntry model) => new()
    {
        ["id"] = name,
        ["object"] = "model",
        ["created"] = model.Created,
        ["owned_by"] = "system",
    };

    private static Task WriteAsync(HttpContext context, JsonObject body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(EmulatorJson.Text(body), context.RequestAborted);
    }
}
