using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RawInference.Api.CommandLine;

/// <summary>A command as it was typed.</summary>
internal sealed class CommandCall
{
    private readonly List<(CommandOption Option, string Value)> _options = [];

    private CommandCall(IServiceProvider services)
    {
        Services = services;
    }

    public IServiceProvider Services { get; }

    /// <summary>What stands behind the words; null for nothing.</summary>
    public string? Argument { get; private set; }

    public bool Json => _options.Exists(given => given.Option == CommandOption.Json);

    /// <exception cref="CommandUsageException">What was typed is not what the command takes.</exception>
    public static CommandCall Read(Command command, IReadOnlyList<string> args, IServiceProvider services)
    {
        var call = new CommandCall(services);
        for (var index = 0; index < args.Count; index++)
        {
            var arg = args[index];
            if (!arg.StartsWith("--", StringComparison.Ordinal))
            {
                call.Argument = call.Argument is null && command.Argument is not null ? arg : throw new CommandUsageException($"'{arg}' is one word too many.");
                continue;
            }

            var equals = arg.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? arg : arg[..equals];
            var typed = equals < 0 ? null : arg[(equals + 1)..];
            if (command.Options.FirstOrDefault(option => option.Name == name) is not { } option)
            {
                // Settings of the process, which the host has read: --RawInference:State:DataPath=…, --urls=….
                index += IsSetting(name) ? typed is null ? 1 : 0 : throw new CommandUsageException($"'{name}' is not an option of this command.");
            }
            else
            {
                var value = option.Value is null ? "" : typed ?? (++index < args.Count ? args[index] : throw new CommandUsageException($"'{name}' needs a value."));
                call.Add(option, value);
            }
        }

        return call.Argument is not null || command.Argument is null or ['[', ..] ? call : throw new CommandUsageException($"{command.Argument} is missing.");
    }

    /// <summary>
    /// What of a command line is for the host: the settings. Given the rest as well, the host would take <c>--json</c> for a setting,
    /// and what stands behind it for its value.
    /// </summary>
    public static string[] SettingsIn(IReadOnlyList<string> args)
    {
        var settings = new List<string>();
        for (var index = 0; index < args.Count; index++)
        {
            var equals = args[index].IndexOf('=', StringComparison.Ordinal);
            if (!args[index].StartsWith("--", StringComparison.Ordinal) || !IsSetting(equals < 0 ? args[index] : args[index][..equals]))
            {
                continue;
            }

            settings.Add(args[index]);
            if (equals < 0 && index + 1 < args.Count)
            {
                settings.Add(args[++index]);
            }
        }

        return [.. settings];
    }

    /// <summary>The options as the body that the API would take, so that the same rules hold for both.</summary>
    public JsonElement Body()
    {
        var body = new JsonObject();
        foreach (var (option, value) in _options.Where(given => given.Option.Path is not null))
        {
            var steps = option.Path!.Split('.');
            var parent = steps[..^1].Aggregate(body, (node, step) => (JsonObject)(node[step] ??= new JsonObject()));
            if (option.Repeats)
            {
                ((JsonArray)(parent[steps[^1]] ??= new JsonArray())).Add(value);
            }
            else
            {
                parent[steps[^1]] = option.IsNumber ? Number(value) : value;
            }
        }

        return JsonSerializer.SerializeToElement(body);
    }

    /// <summary>What is no number stays as it was typed: the body's rules say what is wrong with it.</summary>
    private static JsonNode? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : text;

    private static bool IsSetting(string name) => name.Contains(':', StringComparison.Ordinal) || name is "--urls" or "--environment" or "--contentRoot";

    private void Add(CommandOption option, string value)
    {
        if (!option.Repeats && option.Value is not null && _options.Exists(given => given.Option == option))
        {
            throw new CommandUsageException($"'{option.Name}' is there twice.");
        }

        _options.Add((option, value));
    }
}
