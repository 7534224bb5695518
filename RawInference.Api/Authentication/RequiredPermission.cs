namespace RawInference.Api.Authentication;

/// <summary>What a route wants of a key.</summary>
/// <param name="Permission">Of <see cref="Core.Identity.Permissions"/>.</param>
/// <param name="NeedsNamespace">The call works in one namespace, which the key or the header chooses.</param>
internal sealed record RequiredPermission(string Permission, bool NeedsNamespace);
