using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Faults;

namespace RawInference.Emulator.Journal;

/// <summary>The emulator's own routes: what it received, in numbers and one by one, and a reset.</summary>
internal static class JournalEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/emulator/requests", List);
        routes.MapGet("/emulator/counters", Counters);
        routes.MapGet("/emulator/requests/{id:long}/body", BodyAsync);
        routes.MapDelete("/emulator/requests", Reset);
    }

    private static Task List(HttpContext context)
    {
        var requests = Journal(context).Requests().Select(Describe).ToArray();
        return WriteAsync(context, new JsonArray(requests));
    }

    private static Task Counters(HttpContext context)
    {
        var counters = new JsonObject();
        foreach (var (path, total) in Journal(context).Counters())
        {
            counters[path] = new JsonObject
            {
                ["received"] = total.Received,
                ["completed"] = total.Completed,
                ["aborted"] = total.Aborted,
                ["open"] = total.Open,
            };
        }

        return WriteAsync(context, counters);
    }

    private static Task BodyAsync(HttpContext context)
    {
        var id = long.Parse((string)context.Request.RouteValues["id"]!, System.Globalization.CultureInfo.InvariantCulture);
        if (Journal(context).Requests().FirstOrDefault(request => request.Id == id) is not { } received)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.ContentType = received.ContentType ?? "application/octet-stream";
        context.Response.Headers["x-emulator-truncated"] = received.Bytes > received.KeptBody.Length ? "true" : "false";
        return context.Response.Body.WriteAsync(received.KeptBody, context.RequestAborted).AsTask();
    }

    private static Task Reset(HttpContext context)
    {
        Journal(context).Reset();
        context.RequestServices.GetRequiredService<FaultCounters>().Reset();
        context.RequestServices.GetRequiredService<PromptCache>().Reset();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static JsonObject Describe(ReceivedRequest request) => new()
    {
        ["id"] = request.Id,
        ["method"] = request.Method,
        ["path"] = request.Path,
        ["model"] = request.Model,
        ["bytes"] = request.Bytes,
        ["state"] = request.State switch
        {
            RequestState.Open => "open",
            RequestState.Completed => "completed",
            _ => "aborted",
        },
        ["aborted"] = request.State == RequestState.Aborted,
        ["cut_by_emulator"] = request.CutByEmulator,
        ["started_at"] = request.StartedAt,
        ["ended_at"] = request.EndedAt,
        ["status"] = request.Status,
    };

    private static RequestJournal Journal(HttpContext context) => context.RequestServices.GetRequiredService<RequestJournal>();

    private static Task WriteAsync(HttpContext context, JsonNode body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
