using Microsoft.AspNetCore.Http.Features;
using RawInference.Emulator.Faults;
using RawInference.Emulator.Journal;
using RawInference.Emulator.OpenAI.Models;
using RawInference.Emulator.OpenAI.Refusals;

namespace RawInference.Emulator.OpenAI.Wire;

/// <summary>What every endpoint has in common, in its order: headers, key, body, fault, refusals; then the endpoint's own answer.</summary>
internal static class OpenAIRoute
{
    public static void MapPost(IEndpointRouteBuilder routes, string endpoint, Func<OpenAICall, Task> answer) =>
        routes.MapPost($"/v1/{endpoint}", context => GuardAsync(context, () => PostAsync(context, endpoint, answer)));

    public static void MapGet(IEndpointRouteBuilder routes, string endpoint, Func<HttpContext, Task> answer) =>
        routes.MapGet($"/v1/{endpoint}", context => GuardAsync(context, async () =>
        {
            Authorize(context);
            if (!await FaultStage.PlayAsync(context, Plan(context, model: null)))
            {
                await answer(context);
            }
        }));

    public static void MapUnknown(IEndpointRouteBuilder routes) =>
        routes.Map("/v1/{**rest}", context => GuardAsync(context, () => throw new OpenAIErrorException(new OpenAIError(
            StatusCodes.Status404NotFound,
            $"Invalid URL ({context.Request.Method} {context.Request.Path})",
            "invalid_request_error",
            Param: null,
            Code: null))));

    private static async Task PostAsync(HttpContext context, string endpoint, Func<OpenAICall, Task> answer)
    {
        Authorize(context);
        var body = await RequestBody.ReadAsync(context);
        var received = context.Features.GetRequiredFeature<ReceivedRequest>();
        var (name, faultOfModel) = SplitModel(body.Text("model"));
        received.Model = name;
        var faults = Plan(context, faultOfModel);
        if (await FaultStage.PlayAsync(context, faults))
        {
            return;
        }

        var model = name is null ? null : ModelTable.Find(name);
        if (RefusalTable.Find(new RefusalContext(endpoint, name, model, body, context)) is { } refusal)
        {
            throw new OpenAIErrorException(refusal);
        }

        if (faults.NeedsChat && endpoint is not ("chat/completions" or "responses"))
        {
            throw new OpenAIErrorException(OpenAIError.OfEmulator(
                $"The fault '{faults.Text}' needs a chat answer.", "fault_not_applicable"));
        }

        // The rows refuse a missing and an unknown model before all else.
        await answer(new OpenAICall(context, received, faults, model!, body));
    }

    private static async Task GuardAsync(HttpContext context, Func<Task> handle)
    {
        OpenAIHeaders.Apply(context);
        try
        {
            await handle();
        }
        catch (OpenAIErrorException exception)
        {
            await JsonReply.WriteErrorAsync(context, exception.Error);
        }
    }

    private static void Authorize(HttpContext context)
    {
        var header = System.Text.Json.JsonSerializer.SerializeToElement(new { authorization = context.Request.Headers.Authorization.ToString() });
        if (RefusalTable.Find(new RefusalContext("authorization", ModelName: null, Model: null, header, context)) is { } refusal)
        {
            throw new OpenAIErrorException(refusal);
        }
    }

    private static (string? Name, string? Fault) SplitModel(string? model) =>
        model?.IndexOf(FaultPlan.ModelMark, StringComparison.Ordinal) is { } mark and >= 0
            ? (model[..mark], model[(mark + FaultPlan.ModelMark.Length)..])
            : (model, null);

    private static FaultPlan Plan(HttpContext context, string? model)
    {
        var text = model ?? context.Request.Headers[FaultPlan.Header].ToString();
        try
        {
            return FaultPlan.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new OpenAIErrorException(OpenAIError.OfEmulator(exception.Message, "unknown_fault"));
        }
    }
}
