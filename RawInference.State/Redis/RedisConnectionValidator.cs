using Microsoft.Extensions.Options;

namespace RawInference.State.Redis;

/// <summary>Refuses a connection that can never be opened. What its string says is not repeated: a password may be in it.</summary>
internal sealed class RedisConnectionValidator(RedisConnectionSettings settings) : IValidateOptions<StateOptions>
{
    public ValidateOptionsResult Validate(string? name, StateOptions options)
    {
        var problem = Problem();
        return problem is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail($"ConnectionStrings:{settings.Name}: {problem}");
    }

    private string? Problem()
    {
        try
        {
            var options = settings.ToOptions();
            return options.EndPoints.Count == 0 ? "names no server."
                : !options.ChannelPrefix.IsNullOrEmpty ? $"must have no channel prefix; {RedisOptions.Section}:{nameof(RedisOptions.KeyPrefix)} is for channels, too."
                : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException)
        {
            return $"cannot be read, or its settings in {RedisConnectionSettings.Section} cannot.";
        }
    }
}
