using Microsoft.AspNetCore.Http.Features;
using RawInference.Emulator.Faults;
using RawInference.Emulator.Journal;
using RawInference.Emulator.Refusals;

namespace RawInference.Emulator.Wire;

/// <summary>
/// A protocol's endpoints below its prefix, with what they have in common in its order:
/// headers, key, body, fault, refusals; then the endpoint's own answer.
/// </summary>
internal sealed class ProtocolRoutes(IEndpointRouteBuilder routes, Protocol protocol, string prefix)
{
    /// <param name="endpoint">The path below the prefix, and the name that the rows of refusals know it by.</param>
    /// <param name="answer">Answers what was admitted.</param>
    /// <param name="chat">The answer is a model's text, so that the faults of such a text can be played.</param>
    public void MapPost(string endpoint, Func<WireCall, Task> answer, bool chat = false) => MapPost(endpoint, endpoint, answer, chat);

    /// <summary>For a path with parameters, which rows cannot know it by: <c>models/{model}:generateContent</c>.</summary>
    public void MapPost(string pattern, string endpoint, Func<WireCall, Task> answer, bool chat = false) =>
        routes.MapPost($"{prefix}/{pattern}", context => GuardAsync(context, () => PostAsync(context, endpoint, answer, chat)));

    public void MapGet(string pattern, Func<HttpContext, Task> answer) =>
        routes.MapGet($"{prefix}/{pattern}", context => GuardAsync(context, async () =>
        {
            Authorize(context);
            if (!await FaultStage.PlayAsync(context, protocol, Plan(context, model: null)))
            {
                await answer(context);
            }
        }));

    /// <summary>Everything else below the prefix.</summary>
    public void MapUnknown() =>
        routes.Map($"{prefix}/{{**rest}}", context => GuardAsync(context, () => throw new WireErrorException(protocol.UnknownPath(context))));

    private async Task PostAsync(HttpContext context, string endpoint, Func<WireCall, Task> answer, bool chat)
    {
        Authorize(context);
        var body = await protocol.ReadBodyAsync(context);
        var (name, faultOfModel) = SplitModel(protocol.ModelName(context, body));
        context.Features.GetRequiredFeature<ReceivedRequest>().Model = name;
        var faults = Plan(context, faultOfModel);
        if (await FaultStage.PlayAsync(context, protocol, faults))
        {
            return;
        }

        var model = name is null ? null : protocol.Models.Find(name);
        if (protocol.Refusals.Find(new RefusalContext(endpoint, name, model, body, context)) is { } refusal)
        {
            throw new WireErrorException(refusal);
        }

        if (faults.NeedsChat && !chat)
        {
            throw new WireErrorException(WireError.OfEmulator(
                $"The fault '{faults.Text}' needs a chat answer.", "fault_not_applicable"));
        }

        // The rows refuse a missing and an unknown model before all else.
        await answer(new WireCall(protocol, context, faults, model!, body));
    }

    private async Task GuardAsync(HttpContext context, Func<Task> handle)
    {
        protocol.ApplyHeaders(context);
        try
        {
            await handle();
        }
        catch (WireErrorException exception)
        {
            await JsonReply.WriteErrorAsync(context, protocol, exception.Error);
        }
    }

    private void Authorize(HttpContext context)
    {
        var key = new RefusalContext(RefusalTable.KeyEndpoint, ModelName: null, Model: null, protocol.Key(context), context);
        if (protocol.Refusals.Find(key) is { } refusal)
        {
            throw new WireErrorException(refusal);
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
            throw new WireErrorException(WireError.OfEmulator(exception.Message, "unknown_fault"));
        }
    }
}
