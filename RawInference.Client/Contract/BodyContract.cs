using System.Collections.Frozen;
using System.Text.Json;
using RawInference.Media;

namespace RawInference.Contract;

/// <summary>The body of the modality-neutral call, around its inputs and parameters.</summary>
public static class BodyContract
{
    /// <summary>Fields of the contract whose feature does not exist yet: asked for, they are warned about.</summary>
    private static readonly FrozenSet<string> Unavailable =
        new[] { "enable_semantic_cache", "cache_delta" }.ToFrozenSet();

    private static readonly FrozenSet<string> Known = new[]
    {
        "provider", "model", "inference_name", "feature_uri", "inputs", "input", "parameters", "task", "strict", "include_raw", "max_cost_usd",
        "cache",
    }.ToFrozenSet();

    /// <summary>
    /// Reads a body. Mistakes in it are collected on the request and reported together with those of its inputs, once it is bound;
    /// only a body that does not say which model it means is refused at once.
    /// </summary>
    /// <param name="body">An object that outlives the request.</param>
    /// <param name="call">What the call's own headers said.</param>
    /// <param name="attachments">Media that came beside the JSON.</param>
    /// <exception cref="InferenceException">No model; names every mistake around it.</exception>
    public static ContractRequest Read(JsonElement body, CallOptions call, IReadOnlyList<MediaContent> attachments)
    {
        ArgumentNullException.ThrowIfNull(call);
        var reading = new ContractReading([], call.Warnings);
        var root = new ContractValue(body, "", reading);
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw InferenceException.Invalid("", "The body must be a JSON object such as {\"provider\": …, \"model\": …, \"inputs\": {…}}.");
        }

        // Names and strings are read from here on; text that is not Unicode would fail anywhere below.
        if (!JsonUnicode.Check(root))
        {
            reading.ThrowIfRefused(strict: false);
        }

        WarnOfFields(root);
        var strict = root.Member("strict")?.Flag() ?? false;
        var parameters = root.Member("parameters");
        var inputs = Inputs(root, attachments);
        var model = SelectorContract.Read(root);
        if (model is null)
        {
            reading.ThrowIfRefused(strict);
        }

        return new ContractRequest
        {
            Model = model!,
            Task = root.Member("task")?.NonEmptyText(),
            Inputs = inputs,
            Parameters = parameters?.Element,
            Attachments = attachments,
            ProviderOptions = parameters?.Member("provider_options")?.Object("an object of the provider's own fields"),
            Call = call with
            {
                Strict = strict,
                IncludeRaw = root.Member("include_raw")?.Flag() ?? false,
                Cache = root.Member("cache") is { } cache ? CacheContract.Read(cache) : call.Cache,
                Stream = call.Stream || (parameters?.Member("stream")?.Flag() ?? false),
                Timeout = Earlier(call.Timeout, parameters?.Member("timeout_ms")?.Integer(1, (long)TimeSpan.FromDays(1).TotalMilliseconds)),
                MaxCostUsd = root.Member("max_cost_usd")?.Amount(CallOptions.MostUsd),
                Warnings = reading.Warnings,
            },
            Problems = reading.Problems,
        };
    }

    private static void WarnOfFields(ContractValue root)
    {
        foreach (var member in root.Element.EnumerateObject())
        {
            if (Unavailable.Contains(member.Name) && member.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
            {
                root.Reading.Warn(WarningCodes.FeatureUnavailable, member.Name, "is not available on this gateway yet and had no effect.");
            }
            else if (!Known.Contains(member.Name) && !Unavailable.Contains(member.Name))
            {
                root.Reading.Warn(WarningCodes.UnknownField, member.Name, "is not a known field and was ignored.");
            }
        }
    }

    private static JsonElement Inputs(ContractValue root, IReadOnlyList<MediaContent> attachments)
    {
        var inputs = root.Member("inputs");
        var input = root.Member("input");
        if (inputs is not null && input is not null)
        {
            root.Reading.Refuse("input", "is another name of 'inputs'; send one of them.");
        }

        if ((inputs ?? input) is { } given)
        {
            return given.Element;
        }

        if (attachments.Count == 0)
        {
            root.Reading.Refuse("inputs", "is missing; it holds what the model works on, such as {\"prompts\": [\"…\"]}.");
        }

        return EmptyObject;
    }

    private static TimeSpan? Earlier(TimeSpan? header, long? milliseconds)
    {
        TimeSpan? parameter = milliseconds is { } ms ? TimeSpan.FromMilliseconds(ms) : null;
        return header is null || parameter < header ? parameter ?? header : header;
    }

    private static JsonElement EmptyObject { get; } = JsonDocument.Parse("{}").RootElement.Clone();
}
