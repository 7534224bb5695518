using System.Text.Json;
using Microsoft.SemanticKernel;
using RawInference.Contract;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Wire;

/// <summary>What Semantic Kernel's settings say about the call itself, whatever is asked.</summary>
internal sealed record CallSettings(JsonElement? ProviderOptions, bool IncludeRaw, Action<InferenceWarning>? OnWarning)
{
    private const string ProviderOptionsKey = "provider_options";

    /// <summary>The table passes these by, because the contract reads them elsewhere.</summary>
    private static readonly string[] NotSettings = ["stream", "timeout_ms"];

    public static CallSettings None { get; } = new(null, false, null);

    public void Warn(string code, string? path, string message) => OnWarning?.Invoke(new InferenceWarning(code, path, message));

    /// <summary>Tells the caller of a parameter that the dialect has no field for.</summary>
    public void WarnOfDropped(string parameter, string dialect) =>
        Warn(WarningCodes.ParameterDropped, $"parameters.{parameter}", $"has no field in {dialect} and was left out.");

    /// <summary>
    /// Our own settings as they are; plain ones by their extension data, whose keys are the contract's parameter names.
    /// What is not known is refused: a service that drops it would answer something else.
    /// </summary>
    public static (TParameters Parameters, CallSettings Call) Read<TParameters>(
        PromptExecutionSettings? settings,
        ParameterTable<TParameters> table,
        TParameters defaults,
        Func<RawInferenceExecutionSettings, TParameters> own)
    {
        if (settings is null)
        {
            return (defaults, None);
        }

        if (settings.FunctionChoiceBehavior is not null)
        {
            throw new NotSupportedException(
                "This service does not run kernel functions: declare tools in the settings' Chat.Tools and run the calls that come back, "
                + "or set no FunctionChoiceBehavior.");
        }

        if (settings is RawInferenceExecutionSettings raw)
        {
            return (own(raw), new CallSettings(raw.ProviderOptions, raw.IncludeRaw, raw.OnWarning));
        }

        if (settings.GetType() != typeof(PromptExecutionSettings))
        {
            throw new NotSupportedException(
                $"This service takes {nameof(RawInferenceExecutionSettings)} or plain {nameof(PromptExecutionSettings)}, not {settings.GetType().Name}.");
        }

        return Read(settings.ExtensionData ?? new Dictionary<string, object>(), table, defaults);
    }

    private static (TParameters Parameters, CallSettings Call) Read<TParameters>(
        IDictionary<string, object> data,
        ParameterTable<TParameters> table,
        TParameters defaults)
    {
        var reading = new ContractReading();
        var element = JsonSerializer.SerializeToElement(data);
        foreach (var name in NotSettings.Where(data.ContainsKey))
        {
            reading.Refuse($"parameters.{name}", "is not a matter of the settings: choose the method and its cancellation token.");
        }

        var parameters = table.Read(defaults, new ContractValue(element, "parameters", reading));
        var options = new ContractValue(element, "parameters", reading).Member(ProviderOptionsKey)?.Object("an object of the provider's own fields");
        reading.ThrowIfRefused(strict: true);
        return (parameters, new CallSettings(options, false, null));
    }
}
