using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using RawInference.Core.Settings;
using RawInference.State.Redis;
using RawInference.State.Usage;

namespace RawInference.State;

/// <summary>Refuses a data path that names no folder, bounds that keep nothing, and settings that do not exist.</summary>
internal sealed class StateOptionsValidator(IConfiguration configuration) : IValidateOptions<StateOptions>
{
    public ValidateOptionsResult Validate(string? name, StateOptions options)
    {
        List<string> problems =
        [
            .. UnknownSettings.Of<StateOptions>(configuration.GetSection(StateOptions.Section)),
            .. UnknownSettings.Of<UsageOptions>(configuration.GetSection(UsageOptions.Section)),
            .. options.Usage.Problems(),
        ];
        if (string.IsNullOrWhiteSpace(options.DataPath) || options.DataPath.Contains('\0', StringComparison.Ordinal))
        {
            problems.Add($"{StateOptions.Section}:{nameof(StateOptions.DataPath)}: must be the path of a folder.");
        }

        problems.AddRange(UnknownSettings.Of<RedisOptions>(configuration.GetSection(RedisOptions.Section)));
        if (string.IsNullOrEmpty(options.Redis.KeyPrefix) || options.Redis.KeyPrefix.AsSpan().IndexOfAny('{', '}') >= 0)
        {
            problems.Add($"{RedisOptions.Section}:{nameof(RedisOptions.KeyPrefix)}: must not be empty or have braces.");
        }

        if (options.Redis.Timeout < TimeSpan.FromMilliseconds(10) || options.Redis.Timeout > TimeSpan.FromSeconds(10))
        {
            problems.Add($"{RedisOptions.Section}:{nameof(RedisOptions.Timeout)}: must be 00:00:00.010 to 00:00:10.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
