using Microsoft.Extensions.Options;
using RawInference.Api.Errors;
using RawInference.Core.Pipeline.Media;
using RawInference.Core.Providers;
using RawInference.State.Keys;

namespace RawInference.Api.Hosting;

/// <summary>What every route shares: ids, errors, rules of the environment.</summary>
internal static class HostingRegistration
{
    public static IServiceCollection AddHosting(this IServiceCollection services)
    {
        services.AddExceptionHandler<InferenceExceptionHandler>();
        services.AddSingleton<IValidateOptions<RawInferenceOptions>, ProductionRules>();
        services.AddSingleton<IValidateOptions<MediaOptions>, ProductionRules>();
        services.AddSingleton<IValidateOptions<KeyOptions>, ProductionRules>();
        return services;
    }

    public static IApplicationBuilder UseHosting(this IApplicationBuilder app) => app
        .UseMiddleware<RequestIdMiddleware>()
        .UseExceptionHandler(_ => { })
        .UseStatusCodePages(StatusCodeProblems.WriteAsync);
}
