using System.Diagnostics;
using RawInference.Core.Models;

namespace RawInference.Core.Pipeline.Telemetry;

/// <summary>The span of a request: no content, no URL, no key.</summary>
internal static class InferenceActivity
{
    public static Activity? Start() => InferenceTelemetry.Source.StartActivity("inference", ActivityKind.Client);

    /// <summary>What is known once the request is typed and the answer has begun or failed.</summary>
    public static void Describe(Activity? activity, InferenceContext context)
    {
        if (activity is not { IsAllDataRequested: true })
        {
            return;
        }

        var operation = context.Request.TelemetryName;
        activity.SetTag("gen_ai.operation.name", operation);
        activity.SetTag("gen_ai.output.type", context.Request.TelemetryOutputType);
        activity.SetTag("gen_ai.request.stream", context.Request.Call.Stream);
        activity.SetTag("rawinference.request.id", context.Facts.RequestId);
        activity.SetTag("rawinference.namespace", context.Caller.Namespace);
        if (context.Facts.Cache is { } cache)
        {
            activity.SetTag("rawinference.cache", cache.ToString().ToLowerInvariant());
        }

        if (context.MainTarget is { } target)
        {
            Describe(activity, operation, target);
        }
    }

    public static void Complete(Activity? activity, InferenceResponse response, bool replayed)
    {
        if (activity is not { IsAllDataRequested: true })
        {
            return;
        }

        activity.SetTag("gen_ai.response.model", response.Model);
        activity.SetTag("gen_ai.response.id", response.ProviderResponseId);
        if (replayed)
        {
            // What it used was counted when it was used.
            activity.SetTag("rawinference.replayed", true);
            return;
        }

        if (response is { Cached: false, Usage: { IsWithoutTokens: false } usage })
        {
            activity.SetTag("gen_ai.usage.input_tokens", usage.Prompt);
            activity.SetTag("gen_ai.usage.output_tokens", usage.Completion);
        }

        activity.SetTag("rawinference.cost_usd", (double?)response.CostUsd);
    }

    public static void Fail(Activity? activity, string errorType)
    {
        activity?.SetTag("error.type", errorType);
        activity?.SetStatus(ActivityStatusCode.Error);
    }

    private static void Describe(Activity activity, string operation, ModelTarget target)
    {
        activity.DisplayName = $"{operation} {target.Model}";
        activity.SetTag("gen_ai.provider.name", target.Account.TelemetryName);
        activity.SetTag("gen_ai.request.model", target.Model);
    }
}
