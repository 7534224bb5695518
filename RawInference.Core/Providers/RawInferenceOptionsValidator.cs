using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using RawInference.Contract;
using RawInference.Core.Models;
using RawInference.Core.Settings;

namespace RawInference.Core.Providers;

/// <summary>Reports every mistake in the providers, aliases and prices at once, each with its path and its cure.</summary>
internal sealed class RawInferenceOptionsValidator(ConnectorRegistry connectors, IConfiguration configuration, IEnumerable<KnownSection> sections)
    : IValidateOptions<RawInferenceOptions>
{
    private readonly ModelCardIndex _cards = new(connectors.All);

    public ValidateOptionsResult Validate(string? name, RawInferenceOptions options)
    {
        string[] problems =
        [
            .. UnknownSections(),
            .. options.Problems,
            .. options.Providers.SelectMany(pair => Provider($"{RawInferenceOptions.Section}:Providers:{pair.Key}", pair.Key, pair.Value)),
            .. options.Models.SelectMany(pair => Alias($"{RawInferenceOptions.Section}:Models:{pair.Key}", pair.Value, options)),
            .. options.Prices.Keys.SelectMany(key => Price($"{RawInferenceOptions.Section}:Prices:{key}", key, options)),
        ];

        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <summary>The price of a model that nobody can ask would look like one that works.</summary>
    private IEnumerable<string> Price(string path, string key, RawInferenceOptions options)
    {
        if (key.Split('/', 2) is not [{ Length: > 0 } provider, { Length: > 0 }])
        {
            yield return $"{path}: must be named 'provider/model'.";
        }
        else if (!options.Providers.ContainsKey(provider) && connectors.FindPreset(provider) is null)
        {
            yield return $"{path}: provider '{provider}' is neither configured nor well-known.";
        }
    }

    private IEnumerable<string> UnknownSections()
    {
        string[] known = ["Providers", "Models", "Prices", .. sections.Select(section => section.Name)];
        return configuration.GetSection(RawInferenceOptions.Section).GetChildren()
            .Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(child => $"{child.Path}: is not a setting; there are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
    }

    private IEnumerable<string> Provider(string path, string name, ProviderOptions options)
    {
        var preset = connectors.FindPreset(options.Preset ?? name);
        if (options.Preset is not null && preset is null)
        {
            yield return $"{path}:Preset: '{options.Preset}' is no well-known provider; there are {string.Join(", ", connectors.Presets.Select(known => known.Name))}.";
        }

        foreach (var parameter in options.Unsupported.Where(parameter => !OperationContracts.All.Any(contract => contract.ParameterNames.Contains(parameter))))
        {
            yield return $"{path}:Unsupported: '{parameter}' is not the name of a parameter.";
        }

        if (name.Contains('/', StringComparison.Ordinal))
        {
            yield return $"{path}: a provider's name must not contain '/', which ends it in 'provider/model'.";
        }

        var connectorName = options.Connector ?? preset?.Connector;
        var connector = connectorName is null ? null : connectors.Find(connectorName);
        if (connectorName is null)
        {
            yield return $"{path}:Connector: is missing, and '{name}' is no well-known provider; name its dialect: {string.Join(", ", connectors.Names)}.";
        }
        else if (connector is null)
        {
            yield return $"{path}:Connector: '{connectorName}' is not registered; there are {string.Join(", ", connectors.Names)}.";
        }

        // The dialect's own words tell more.
        string[] problems = [.. connector?.Problems(options) ?? []];
        if (options.Endpoint is null && preset is null
            && !Array.Exists(problems, problem => problem.StartsWith($"{nameof(options.Endpoint)}:", StringComparison.Ordinal)))
        {
            yield return $"{path}:Endpoint: is missing; it is the server's base URL, up to and with its version.";
        }
        else if (options.Endpoint is { } endpoint && !IsEndpoint(endpoint))
        {
            yield return $"{path}:Endpoint: must be an absolute http or https URL without user, query or fragment.";
        }

        foreach (var setting in MissingIn(options, preset))
        {
            yield return $"{path}:{setting}: is missing; '{preset!.Name}' needs it.";
        }

        if (options.CredentialsFile is { } credentials && !File.Exists(credentials))
        {
            yield return $"{path}:CredentialsFile: there is no such file, or it may not be read.";
        }

        // A project's models are open to its credentials, without a key.
        if (options.Endpoint is null && preset?.KeyVariable is { } variable && string.IsNullOrEmpty(options.ApiKey) && options.Project is null)
        {
            yield return $"{path}:ApiKey: is missing; set it here, or as {variable} in the environment.";
        }

        if (options.ApiKey?.Any(letter => char.IsControl(letter) || !char.IsAscii(letter)) == true)
        {
            yield return $"{path}:ApiKey: has characters that no header can carry; look for a line break at its end.";
        }

        foreach (var problem in problems)
        {
            yield return $"{path}:{problem}";
        }

        foreach (var problem in connector is null ? [] : Quirks(path, options, connector))
        {
            yield return problem;
        }

        foreach (var setting in preset is { Endpoint: null, OwnEndpoint: false } ? SetIn(options) : [])
        {
            yield return $"{path}:{setting}: is not read: '{name}' is a service that this process has registered, and that knows its own.";
        }
    }

    /// <summary>The settings that say how a server is reached, where they are set.</summary>
    private static IEnumerable<string> SetIn(ProviderOptions options) =>
        new (string Name, bool IsSet)[]
        {
            (nameof(options.Endpoint), options.Endpoint is not null),
            (nameof(options.ApiKey), options.ApiKey is not null),
            (nameof(options.Project), options.Project is not null),
            (nameof(options.Location), options.Location is not null),
            (nameof(options.CredentialsFile), options.CredentialsFile is not null),
            (nameof(options.ApiVersion), options.ApiVersion is not null),
            (nameof(options.Deployments), options.Deployments.Count > 0),
        }.Where(setting => setting.IsSet).Select(setting => setting.Name);

    private static IEnumerable<string> MissingIn(ProviderOptions options, ProviderPreset? preset) =>
        preset?.Required.Where(setting => string.IsNullOrEmpty(setting switch
        {
            nameof(options.Project) => options.Project,
            nameof(options.Location) => options.Location,
            nameof(options.CredentialsFile) => options.CredentialsFile,
            nameof(options.ApiVersion) => options.ApiVersion,
            _ => options.ApiKey,
        })) ?? [];

    private static IEnumerable<string> Quirks(string path, ProviderOptions options, IConnector connector)
    {
        foreach (var (quirk, value) in options.Quirks)
        {
            if (!connector.Quirks.TryGetValue(quirk, out var values))
            {
                yield return $"{path}:Quirks:{quirk}: is not a quirk of '{connector.Name}', which has {string.Join(", ", connector.Quirks.Keys.Order())}.";
            }
            else if (values.Count > 0 && !values.Contains(value))
            {
                yield return $"{path}:Quirks:{quirk}: '{value}' is not one of {string.Join(", ", values)}.";
            }
        }
    }

    private IEnumerable<string> Alias(string path, ModelAliasOptions alias, RawInferenceOptions options)
    {
        if (alias.Targets.Count == 0)
        {
            yield return $"{path}:Targets: is missing; list one or more models as 'provider/model'.";
        }

        for (var index = 0; index < alias.Targets.Count; index++)
        {
            var target = alias.Targets[index];
            var slash = target.IndexOf('/', StringComparison.Ordinal);
            if (slash <= 0 || slash == target.Length - 1)
            {
                yield return $"{path}:Targets[{index}]: '{target}' must be written as 'provider/model'.";
            }
            else if (!options.Providers.ContainsKey(target[..slash]))
            {
                yield return $"{path}:Targets[{index}]: provider '{target[..slash]}' is not configured.";
            }
        }

        if (alias.Task is { } task && OperationContracts.Find(task) is null)
        {
            yield return $"{path}:Task: '{task}' is not one of {string.Join(", ", OperationContracts.All.Select(contract => contract.Operation))}.";
        }

        if (alias.Parameters is { ValueKind: not System.Text.Json.JsonValueKind.Object })
        {
            yield return $"{path}:Parameters: must be an object.";
        }
        else if (alias.Parameters is { } parameters && OperationOf(alias, options) is { } operation)
        {
            // Here a parameter that nobody reads is a mistake: the alias's callers could not see the warning.
            var reading = new ContractReading();
            operation.ReadParameters(parameters, reading);
            foreach (var (where, what) in reading.Problems.Select(problem => (problem.Path, problem.Message))
                .Concat(reading.Warnings.Select(warning => (warning.Path ?? "parameters", warning.Message))))
            {
                yield return $"{path}:{where.Replace("parameters", "Parameters", StringComparison.Ordinal).Replace('.', ':')}: {what}";
            }
        }
    }

    /// <summary>What the alias is for; null where only its callers' inputs will tell.</summary>
    private IOperationContract? OperationOf(ModelAliasOptions alias, RawInferenceOptions options)
    {
        var task = alias.Task;
        if (task is null && alias.Targets is [var first, ..] && first.Split('/', 2) is [var provider, var model]
            && connectors.FindPreset(options.Providers.GetValueOrDefault(provider)?.Preset ?? provider) is { } preset)
        {
            task = _cards.Find(preset.Name, model)?.Operations[0];
        }

        return task is null ? null : OperationContracts.Find(task);
    }

    private static bool IsEndpoint(string endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
        && uri is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" };
}
