using System.Text.Json;
using Microsoft.SemanticKernel;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.SemanticKernel;

/// <summary>What the settings of a call become in someone else's hands.</summary>
internal static class ServiceSettings
{
    /// <summary>The caller hears of a parameter that has no field there.</summary>
    public static void Dropped(this CallSettings call, string parameter, object? value)
    {
        if (value is not null)
        {
            call.OnWarning?.Invoke(new InferenceWarning(
                WarningCodes.ParameterDropped, $"parameters.{parameter}", "has no field in the service that was registered, and was left out."));
        }
    }

    /// <summary>A parameter without which the answer would be another one.</summary>
    public static void Refuse(string parameter, bool isSet)
    {
        if (isSet)
        {
            throw InferenceException.Invalid($"parameters.{parameter}", "cannot be passed to the service that was registered for this provider.");
        }
    }

    /// <summary>Plain settings under the names that Semantic Kernel's services read, and the provider's own fields beside them.</summary>
    public static PromptExecutionSettings Plain(CallSettings call, KernelProviderOptions options, params ReadOnlySpan<(string Name, object? Value)> settings)
    {
        var data = new Dictionary<string, object>();
        foreach (var (name, value) in settings)
        {
            if (value is not null)
            {
                data[name] = value;
            }
        }

        foreach (var (name, value) in ProviderFields(call, options))
        {
            data[name] = value!;
        }

        return new PromptExecutionSettings { ExtensionData = data };
    }

    /// <summary>The fields of <c>provider_options</c> as plain values, each checked once more.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> ProviderFields(CallSettings call, KernelProviderOptions options)
    {
        if (call.ProviderOptions is not { } fields)
        {
            yield break;
        }

        foreach (var field in fields.EnumerateObject())
        {
            if (!options.ProviderOptions.Contains(field.Name))
            {
                throw InferenceException.Invalid($"parameters.provider_options.{field.Name}", "must not be set this way.");
            }

            yield return KeyValuePair.Create(field.Name, ValueOf(field.Value));
        }
    }

    /// <summary>Tells a caller who asked for the provider's own JSON that this service has none.</summary>
    public static void WarnOfRaw(this CallSettings call, bool has)
    {
        if (call.IncludeRaw && !has)
        {
            call.OnWarning?.Invoke(new InferenceWarning(
                WarningCodes.FeatureUnavailable, "include_raw", "is not possible: the service does not show its provider's JSON."));
        }
    }

    /// <summary>Tells of something in an answer that no output of ours can carry.</summary>
    public static void WarnOfUnread(this CallSettings call, string what) => call.OnWarning?.Invoke(new InferenceWarning(
        WarningCodes.ProviderNotice, null, $"The answer has a part of type {what}, which was left out."));

    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.TryGetInt32(out var number) => number,
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.Null => null,
        _ => value,
    };
}
