using System.Text.Json;
using RawInference.Emulator.Faults;
using RawInference.Emulator.Journal;
using RawInference.Emulator.OpenAI.Models;

namespace RawInference.Emulator.OpenAI.Wire;

/// <summary>One admitted request: its body passed every refusal, its model is known.</summary>
internal sealed record OpenAICall(HttpContext Http, ReceivedRequest Received, FaultPlan Faults, ModelEntry Model, JsonElement Body)
{
    public CancellationToken Aborted => Http.RequestAborted;

    public TService Service<TService>() where TService : notnull => Http.RequestServices.GetRequiredService<TService>();

    public long Now => Service<TimeProvider>().GetUtcNow().ToUnixTimeSeconds();
}
