using System.Reflection;
using System.Runtime.CompilerServices;
using RawInference.Core.Models;
using RawInference.Core.Pipeline.Answers;
using RawInference.Core.Providers;

namespace RawInference.Core.Pipeline.Caching;

/// <summary>What must be the same for one answer to stand for another: whose it is, what is asked, and of which model as it is reached today.</summary>
internal static class CacheKey
{
    private static readonly ConditionalWeakTable<ProviderAccount, string> Accounts = [];

    /// <summary>64 hexadecimal digits.</summary>
    public static string Of(InferenceContext context, ModelTarget target)
    {
        var request = context.Request;
        using var hash = new CanonicalHash();
        hash.Add(new object?[]
        {
            context.Caller.Organization,
            context.Caller.Namespace,
            RequestFingerprint.OfContent(request, ModelSelector.Of(target.Account.Name, target.Model)),

            // A strict call must not get an answer that left something out; a bounded one may have been asked for less.
            request.Call.Strict,
            request.Call.MaxCostUsd,
            Accounts.GetValue(target.Account, Describe),
        });
        return hash.Finish();
    }

    /// <summary>All that decides what an account's server is asked, but its secrets: a new key for it changes no answer.</summary>
    private static string Describe(ProviderAccount account)
    {
        using var hash = new CanonicalHash();
        hash.Add(new object?[]
        {
            VersionOf(typeof(CacheKey).Assembly),
            VersionOf(account.Connector.GetType().Assembly),
            account.Connector.Name,
            account.Endpoint?.AbsoluteUri,
            account.Emulated,
            account.Project,
            account.Location,
            account.ApiVersion,
            account.Catalogue,
            Pairs(account.Deployments),
            Pairs(account.Quirks),
            account.Unsupported.Order(StringComparer.Ordinal),
        });
        return hash.Finish();
    }

    /// <summary>With the commit where the build knows it: another build may ask otherwise.</summary>
    private static string? VersionOf(Assembly assembly) => assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    private static IEnumerable<string> Pairs(IReadOnlyDictionary<string, string> map) =>
        map.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => (string[])[pair.Key, pair.Value]);
}
