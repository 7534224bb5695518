using System.Diagnostics;
using RawInference.Core.Pipeline.Telemetry;

namespace RawInference.Core.Pipeline.Failover;

/// <summary>The span of one attempt, a child of the request's.</summary>
internal static class AttemptActivity
{
    public static Activity? Start(InferenceContext context)
    {
        if (!InferenceTelemetry.Source.HasListeners())
        {
            return null;
        }

        var target = context.Target!;
        var activity = InferenceTelemetry.Source.StartActivity(
            $"attempt {target.Model}",
            ActivityKind.Client,
            context.Activity?.Context ?? default);
        activity?.SetTag("gen_ai.provider.name", target.Account.TelemetryName);
        activity?.SetTag("gen_ai.request.model", target.Model);
        activity?.SetTag("server.address", target.Account.Endpoint?.Host);
        activity?.SetTag("server.port", target.Account.Endpoint?.Port);
        return activity;
    }

    public static void Fail(Activity? activity, InferenceErrorCode error, int? status)
    {
        activity?.SetTag("error.type", InferenceErrors.NameOf(error));
        activity?.SetTag("http.response.status_code", status);
        activity?.SetStatus(ActivityStatusCode.Error);
    }
}
