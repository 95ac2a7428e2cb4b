"""The texts of the consent page; the error codes are Amazon's, their wording is ours."""

from __future__ import annotations

CONSENT_WORDS = {
    "en": {
        "title": "Authorize {name}",
        "developer": "Application",
        "seller": "Selling partner",
        "what": "The application asks for access to this account's data in all marketplaces of the region.",
        "agree": "I direct Amazon to provide {name} access to my selling account and related data.",
        "confirm": "Confirm",
        "cancel": "Cancel",
        "secondary": "I am not the account's primary user",
        "must_agree": "Without your consent the application gets no access.",
        "refused": "The application cannot be authorized",
        "MD1000": "The application is a draft, which needs version=beta.",
        "MD5101": "The redirect URI is not one of those registered for the application.",
        "MD5110": "The redirect URI has a fragment.",
        "MD9010": "The parameters of this page are wrong: {what}.",
        "SPDC8143": "Only the account's primary user can authorize applications.",
        "SPSA0404": "There is no such application.",
        "CONSENT_LIMIT_REACHED": "No more selling partners can authorize a draft.",
    },
    "es": {
        "title": "Autorizar {name}",
        "developer": "Aplicación",
        "seller": "Colaborador comercial",
        "what": "La aplicación pide acceso a los datos de esta cuenta en todos los marketplaces de la región.",
        "agree": "Solicito a Amazon que dé a {name} acceso a mi cuenta de vendedor y a los datos relacionados.",
        "confirm": "Confirmar",
        "cancel": "Cancelar",
        "secondary": "No soy el usuario principal de la cuenta",
        "must_agree": "Sin tu consentimiento, la aplicación no obtiene acceso.",
        "refused": "No se puede autorizar la aplicación",
        "MD1000": "La aplicación es un borrador y necesita version=beta.",
        "MD5101": "La URI de redireccionamiento no es ninguna de las registradas para la aplicación.",
        "MD5110": "La URI de redireccionamiento tiene un fragmento.",
        "MD9010": "Los parámetros de esta página no son correctos: {what}.",
        "SPDC8143": "Solo el usuario principal de la cuenta puede autorizar aplicaciones.",
        "SPSA0404": "No existe esa aplicación.",
        "CONSENT_LIMIT_REACHED": "A un borrador no lo pueden autorizar más colaboradores comerciales.",
    },
}
