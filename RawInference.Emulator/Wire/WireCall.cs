using System.Text.Json;
using RawInference.Emulator.Faults;
using RawInference.Emulator.Models;

namespace RawInference.Emulator.Wire;

/// <summary>One admitted request: its body passed every refusal.</summary>
/// <param name="Protocol">The protocol it came in.</param>
/// <param name="Http">The request and its answer.</param>
/// <param name="Faults">What shall go wrong with the answer.</param>
/// <param name="Model">Known wherever the protocol's rows refuse a missing and an unknown model; otherwise not to be read.</param>
/// <param name="Body">The request, as one JSON object.</param>
internal sealed record WireCall(Protocol Protocol, HttpContext Http, FaultPlan Faults, ModelEntry Model, JsonElement Body)
{
    public CancellationToken Aborted => Http.RequestAborted;

    public TService Service<TService>() where TService : notnull => Http.RequestServices.GetRequiredService<TService>();

    public long Now => Service<TimeProvider>().GetUtcNow().ToUnixTimeSeconds();
}
