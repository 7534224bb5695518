using System.Text.Json;
using RawInference.Media;
using RawInference.Models;

namespace RawInference.Contract;

/// <summary>
/// The modality-neutral call as it was written: inputs and parameters as JSON. Routing binds it to a typed request
/// once it knows which operation the model and the inputs mean.
/// </summary>
public sealed record ContractRequest : InferenceRequest
{
    /// <summary>The caller's <c>task</c>; null lets the model and the inputs decide.</summary>
    public string? Task { get; init; }

    public required JsonElement Inputs { get; init; }

    /// <summary>An object, or null.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>Media that came beside the JSON (multipart), each with the path of the input that it stands for.</summary>
    public IReadOnlyList<MediaContent> Attachments { get; init; } = [];

    /// <summary>Mistakes of the body around the inputs; reported together with those of the inputs.</summary>
    public IReadOnlyList<InferenceProblem> Problems { get; init; } = [];

    /// <inheritdoc/>
    public override string Operation => Task ?? "inference";

    /// <summary>Never the caller's word: it ends up in metrics, where made-up words would be time series.</summary>
    public override string TelemetryName => "inference";

    /// <inheritdoc/>
    public override RequestShape Shape =>
        new(Task, [.. ContractInputs.KeysOf(Inputs), .. Attachments.Select(attachment => attachment.Path["inputs.".Length..])]);

    /// <inheritdoc/>
    public override InferenceRequest Bind(RequestBinding binding)
    {
        ArgumentNullException.ThrowIfNull(binding);
        var contract = OperationContracts.Find(binding.Operation)
            ?? throw InferenceException.Invalid("task", $"'{binding.Operation}' is not an operation of this gateway.");

        var reading = new ContractReading(Problems, Call.Warnings);
        if (!IsUnicode(reading))
        {
            // Neither names nor strings can be relied on from here; and what is passed on as it came (a schema, say) could not be written.
            reading.ThrowIfRefused(Call.Strict);
        }

        var request = contract.Read(this, reading);
        reading.ThrowIfRefused(Call.Strict);
        return (request with { Call = Call with { Warnings = reading.Warnings } }).Bind(binding);
    }

    /// <inheritdoc/>
    public override long EstimatePromptTokens() => 0;

    /// <inheritdoc/>
    public override IReadOnlyList<InferenceProblem> Check(ModelCapabilities model) => [];

    /// <inheritdoc/>
    public override InferenceRequest AdaptTo(ModelCapabilities model) => this;

    private bool IsUnicode(ContractReading reading) =>
        JsonUnicode.Check(new ContractValue(Inputs, "inputs", reading))
        & JsonUnicode.Check(new ContractValue(Parameters ?? default, "parameters", reading))
        & JsonUnicode.Check(new ContractValue(ProviderOptions ?? default, "parameters.provider_options", reading));
}
