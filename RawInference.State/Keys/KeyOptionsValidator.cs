using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using RawInference.Contract;
using RawInference.Core.Identity;
using RawInference.Core.Settings;
using RawInference.State.Namespaces;

namespace RawInference.State.Keys;

/// <summary>Reports every mistake in the keys at once, each with its path and its cure, never with the secret.</summary>
internal sealed class KeyOptionsValidator(
    IConfiguration configuration,
    IOptions<NamespaceOptions> namespaces,
    LocalStateEnvironment environment)
    : IValidateOptions<KeyOptions>
{
    public ValidateOptionsResult Validate(string? name, KeyOptions options)
    {
        var known = KnownNamespaces();
        var section = configuration.GetSection(KeyOptions.Section);
        string[] problems =
        [
            .. UnknownSettings.Of<KeyOptions>(section),
            .. Secrets(options),
            .. LastKnownGood(options.LastKnownGood),
            .. options.Hashed.SelectMany(pair => Hashed($"{KeyOptions.Section}:Hashed:{pair.Key}", pair.Key, pair.Value, known)),
        ];

        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> LastKnownGood(TimeSpan wait) => wait >= TimeSpan.Zero && wait <= KeyOptions.MaxLastKnownGood
        ? []
        : [$"{KeyOptions.Section}:LastKnownGood: must be from 00:00:00 to 01:00:00."];

    private IEnumerable<string> Secrets(KeyOptions options)
    {
        if (options.Bootstrap is { } bootstrap && !IsBootstrap(bootstrap))
        {
            yield return $"{KeyOptions.Section}:Bootstrap: must begin with '{ApiKeyFormat.Prefix}' and have {KeyOptions.MinBootstrapLength} to "
                + $"{ApiKeyFormat.MaxLength} visible ASCII characters in all, without spaces.";
        }

        if (options.Pepper is { Length: < KeyHasher.MinPepperLength })
        {
            yield return $"{KeyOptions.Section}:Pepper: must have at least {KeyHasher.MinPepperLength} characters.";
        }
        else if (options.Pepper is null && environment.Production)
        {
            yield return $"{KeyOptions.Section}:Pepper: is missing; Production needs a secret of at least {KeyHasher.MinPepperLength} characters.";
        }

        if (options.UseDevelopmentKey && environment.Production)
        {
            yield return $"{KeyOptions.Section}:UseDevelopmentKey: must not be set in Production; set {KeyOptions.Section}:Bootstrap or {KeyOptions.Section}:Hashed.";
        }
    }

    private static IEnumerable<string> Hashed(string path, string id, HashedKeyOptions key, HashSet<string>? known)
    {
        if (!ApiKeyFormat.IsId(id))
        {
            yield return $"{path}: must be named by the key's id: 1 to 32 lower-case letters and digits.";
        }
        else if (KeyIds.Reserved.Contains(id))
        {
            yield return $"{path}: '{id}' is the id of a built-in key; choose another.";
        }

        if (!KeyHasher.TryRead(key.Hash, out _))
        {
            yield return $"{path}:Hash: must be the key's HMAC-SHA-256 under the pepper, as 64 hexadecimal digits.";
        }

        if (key.ExpiresAt is { } moment && !HashedKeyOptions.TryReadMoment(moment, out _))
        {
            yield return $"{path}:ExpiresAt: must be a moment such as 2027-01-31T12:00:00Z.";
        }

        var problems = Namespaces(path, key, known)
            .Concat(NotEmpty($"{path}:Providers", key.Providers))
            .Concat(NotEmpty($"{path}:Models", key.Models))
            .Concat(OperationProblems($"{path}:Operations", key.Operations))
            .Concat(PermissionProblems($"{path}:Permissions", key.Permissions));
        foreach (var problem in problems)
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Namespaces(string path, HashedKeyOptions key, HashSet<string>? known)
    {
        for (var index = 0; index < key.Namespaces.Count; index++)
        {
            if (known?.Contains(key.Namespaces[index]) == false)
            {
                yield return $"{path}:Namespaces[{index}]: '{key.Namespaces[index]}' is not configured; there are {string.Join(", ", known)}.";
            }
        }

        if (key.DefaultNamespace is not { } chosen)
        {
            yield break;
        }

        if (known?.Contains(chosen) == false)
        {
            yield return $"{path}:DefaultNamespace: '{chosen}' is not configured; there are {string.Join(", ", known)}.";
        }
        else if (key.Namespaces.Count > 0 && !key.Namespaces.Contains(chosen))
        {
            yield return $"{path}:DefaultNamespace: '{chosen}' is not among the key's Namespaces.";
        }
    }

    private static IEnumerable<string> NotEmpty(string path, List<string> names)
    {
        for (var index = 0; index < names.Count; index++)
        {
            if (string.IsNullOrWhiteSpace(names[index]))
            {
                yield return $"{path}[{index}]: must not be empty.";
            }
        }
    }

    private static IEnumerable<string> OperationProblems(string path, List<string> operations)
    {
        for (var index = 0; index < operations.Count; index++)
        {
            if (OperationContracts.Find(operations[index]) is null)
            {
                var all = string.Join(", ", OperationContracts.All.Select(contract => contract.Operation));
                yield return $"{path}[{index}]: '{operations[index]}' is not one of {all}.";
            }
        }
    }

    private static IEnumerable<string> PermissionProblems(string path, List<string> permissions)
    {
        for (var index = 0; index < permissions.Count; index++)
        {
            if (!Permissions.All.Contains(permissions[index]))
            {
                yield return $"{path}[{index}]: '{permissions[index]}' is not one of {string.Join(", ", Permissions.All.Order(StringComparer.Ordinal))}.";
            }
        }
    }

    private static bool IsBootstrap(string key) =>
        key.StartsWith(ApiKeyFormat.Prefix, StringComparison.Ordinal)
        && key.Length is >= KeyOptions.MinBootstrapLength and <= ApiKeyFormat.MaxLength
        && key.All(character => character is > ' ' and <= '~');

    /// <summary>Null where the namespaces themselves are wrong.</summary>
    private HashSet<string>? KnownNamespaces()
    {
        try
        {
            return [.. namespaces.Value.Names];
        }
        catch (OptionsValidationException)
        {
            // Reported by the namespaces' own validator, beside these mistakes.
            return null;
        }
    }
}
