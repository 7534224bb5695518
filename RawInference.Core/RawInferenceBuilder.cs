using Microsoft.Extensions.DependencyInjection;

namespace RawInference.Core;

/// <summary>What <c>AddRawInference()</c> returns: the place where connectors and stores register themselves.</summary>
public sealed class RawInferenceBuilder(IServiceCollection services)
{
    public IServiceCollection Services { get; } = services;
}
