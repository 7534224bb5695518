using Microsoft.Extensions.Options;
using RawInference.Core.Pipeline.Media;
using RawInference.Core.Providers;
using RawInference.State.Keys;

namespace RawInference.Api.Hosting;

/// <summary>What Production refuses: made-up answers, doors that are open for development, and a gateway that nobody may call.</summary>
internal sealed class ProductionRules(IHostEnvironment environment)
    : IValidateOptions<RawInferenceOptions>, IValidateOptions<MediaOptions>, IValidateOptions<KeyOptions>
{
    public ValidateOptionsResult Validate(string? name, RawInferenceOptions options) => Result(options.Providers
        .Where(pair => pair.Value.Emulated)
        .Select(pair => $"{RawInferenceOptions.Section}:Providers:{pair.Key}:Emulated: must not be set in Production; its answers would be made up."));

    public ValidateOptionsResult Validate(string? name, MediaOptions options) => Result(options.AllowedOrigins
        .Select((_, index) => $"RawInference:Media:AllowedOrigins[{index}]: must not be set in Production; it exempts a server from the address check."));

    public ValidateOptionsResult Validate(string? name, KeyOptions options) => Result(options.Bootstrap is null && options.Hashed.Count == 0
        ? [$"{KeyOptions.Section}:Bootstrap: is missing, and there are no keys under {KeyOptions.Section}:Hashed: nobody could call the gateway."]
        : []);

    private ValidateOptionsResult Result(IEnumerable<string> failures)
    {
        string[] all = environment.IsProduction() ? [.. failures] : [];
        return all.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(all);
    }
}
