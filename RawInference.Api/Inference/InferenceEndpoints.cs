using RawInference.Api.Authentication;
using RawInference.Api.Hosting;
using RawInference.Contract;
using RawInference.Core.Identity;

namespace RawInference.Api.Inference;

/// <summary>The modality-neutral call: <c>POST /v1/inference</c>.</summary>
internal static class InferenceEndpoints
{
    public const string Route = "/v1/inference";

    public static IServiceCollection AddInferenceFace(this IServiceCollection services)
    {
        services.AddSettings<InferenceApiOptions>("Api");
        services.AddSingleton<BodyReader>();
        services.AddSingleton<EventStream>();
        services.AddSingleton<JsonAnswer>();
        return services;
    }

    public static IEndpointRouteBuilder MapInference(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Route, InferAsync).WithName("infer").WithTags("Inference").RequirePermission(Permissions.Inference);
        return routes;
    }

    private static async Task InferAsync(HttpContext http, IInferenceClient client, BodyReader bodies, EventStream events, JsonAnswer json)
    {
        var call = CallHeaders.Read(http);
        var body = await bodies.ReadAsync(http);
        var request = BodyContract.Read(body.Json, call, body.Attachments);
        await using var updates = client.StreamAsync(request, http.RequestAborted).GetAsyncEnumerator(http.RequestAborted);

        // The status is decided here: a failure before the first update is an ordinary error.
        if (!await updates.MoveNextAsync())
        {
            throw new InferenceException(InferenceErrorCode.StreamCut, "The answer ended before it began.");
        }

        FactHeaders.Write(http.Response.Headers, updates.Current.Facts);
        LimitHeaders.Write(http, updates.Current.Facts);
        try
        {
            await (request.Call.Stream ? events.WriteAsync(http, updates) : json.WriteAsync(http, (InferenceResponse)updates.Current));
        }
        catch (OperationCanceledException) when (http is { Response.HasStarted: true, RequestAborted.IsCancellationRequested: true })
        {
            // The caller left, or was cut because it read nothing: no failure of the gateway's, and the call's own event tells it.
        }
    }
}
